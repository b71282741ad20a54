namespace FamilyCart.Testing;

/// <summary>How a throw-away server runs where the settings for tests will not do.</summary>
/// <param name="Configuration">The text of a postgresql.conf; address, port and log stay the throw-away server's own.</param>
/// <param name="Log">Hears every line of the server's log, one at a time.</param>
public sealed record PostgresServerOptions(string Configuration, Action<string>? Log = null);
