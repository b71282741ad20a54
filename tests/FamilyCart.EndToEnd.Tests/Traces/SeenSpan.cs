namespace FamilyCart.EndToEnd.Tests.Traces;

/// <summary>What a test asks of a span.</summary>
/// <param name="Service">The resource's <c>service.name</c>.</param>
/// <param name="Source">The instrumentation that made it, such as <c>Npgsql</c>.</param>
/// <param name="TraceId">32 hexadecimal digits.</param>
/// <param name="Name">Its name.</param>
internal sealed record SeenSpan(string Service, string Source, string TraceId, string Name);
