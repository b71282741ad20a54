namespace FamilyCart.Testing;

/// <summary>A fresh database with its two roles.</summary>
/// <param name="Name">The database, and unless it is a copy the role that reads and writes rows at run time.</param>
/// <param name="OwnerConnectionString">For migrations: role NAME_owner, owner of the database.</param>
/// <param name="RuntimeConnectionString">For the service: role NAME, which cannot change the schema.</param>
public sealed record PostgresDatabase(string Name, string OwnerConnectionString, string RuntimeConnectionString);
