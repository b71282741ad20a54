namespace FamilyCart.Testing;

/// <summary>How a throw-away server runs where the settings for tests will not do.</summary>
/// <param name="Configuration">The text of a postgresql.conf; address, port and log stay the throw-away server's own.</param>
/// <param name="Log">Hears every line of the server's log, one at a time.</param>
/// <param name="SegmentMegabytes">Of each file of its log, a power of two from 1 to 1024; a server that nobody asked for less has 16.</param>
public sealed record PostgresServerOptions(string Configuration, Action<string>? Log = null, int SegmentMegabytes = PostgresServerOptions.OfTests)
{
    internal const int OfTests = 1;
}
