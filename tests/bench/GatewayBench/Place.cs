namespace GatewayBench;

/// <summary>Where the bench reads and writes.</summary>
/// <param name="Results">The folder for raw output.</param>
/// <param name="PostgresConfiguration">The file postgresql.conf of the UAT machine.</param>
internal sealed record Place(string Results, string PostgresConfiguration);
