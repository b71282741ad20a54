namespace FamilyCart.Api.Tests.Fuzz;

/// <summary>A parameter or a field of a body, as the document describes it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Place">path, query, header or body.</param>
/// <param name="Type">Its JSON type, null aside; string if the document says none.</param>
/// <param name="Longest">The most characters that it may have, or null.</param>
/// <param name="IsRequired">Whether it may not be left out.</param>
internal sealed record Field(string Name, string Place, string Type, int? Longest, bool IsRequired);
