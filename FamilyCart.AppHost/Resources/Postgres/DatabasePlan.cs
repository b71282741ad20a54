namespace FamilyCart.AppHost.Resources.Postgres;

/// <summary>What must exist on the server for one consumer.</summary>
/// <typeparam name="TPassword">A parameter while the model is built, the password itself when it is carried out.</typeparam>
/// <param name="Database">The database that the role logs in to.</param>
/// <param name="Role">Reads and writes rows, or watches.</param>
/// <param name="Password">The role's.</param>
/// <param name="OwnerPassword">The owner's.</param>
/// <param name="Owner">Owns database and schema and runs the migrations; null where there is nothing to own.</param>
/// <param name="BacksUp">Whether the role owns its small database, reads all others and may make base backups.</param>
internal sealed record DatabasePlan<TPassword>(string Database, string Role, TPassword Password, string? Owner, TPassword? OwnerPassword, bool BacksUp = false)
    where TPassword : class
{
    /// <summary>A database with its owner and a role that can read and write rows but make no table.</summary>
    public static DatabasePlan<TPassword> ForService(string name, TPassword password, TPassword ownerPassword) =>
        new(name, name, password, $"{name}_owner", ownerPassword);

    /// <summary>A role that may look at the server's statistics and into no table.</summary>
    public static DatabasePlan<TPassword> ForMonitor(string role, TPassword password) =>
        new(PostgresCluster.Superuser, role, password, Owner: null, OwnerPassword: null);

    /// <summary>A role that reads everything, makes base backups, and has a small database of its own.</summary>
    public static DatabasePlan<TPassword> ForBackup(string role, TPassword password) =>
        new(role, role, password, Owner: null, OwnerPassword: null, BacksUp: true);
}
