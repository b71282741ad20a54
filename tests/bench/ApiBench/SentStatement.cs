namespace ApiBench;

/// <summary>A statement as the database's server received it, with $1, $2 and so on, and the parameters' values as text.</summary>
internal sealed record SentStatement(string Sql, IReadOnlyList<string?> Parameters);
