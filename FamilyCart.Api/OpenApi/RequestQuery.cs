namespace FamilyCart.Api.OpenApi;

/// <summary>A number in the query that an endpoint understands, as metadata of it.</summary>
internal sealed record RequestQuery(string Name, string Description);
