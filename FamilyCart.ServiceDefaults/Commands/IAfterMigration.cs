namespace FamilyCart.ServiceDefaults.Commands;

/// <summary>Something that <c>migrate</c> does once the schema is up to date, such as seeding.</summary>
public interface IAfterMigration
{
    /// <summary>Says what stands against it, before anything is migrated.</summary>
    /// <param name="options">The arguments after <c>migrate</c>.</param>
    /// <returns>Every fault, with its key and a remedy; empty when there is none.</returns>
    IReadOnlyList<string> Validate(IReadOnlyList<string> options);

    /// <summary>Does it, as the database's owner; a second run must change nothing.</summary>
    /// <param name="options">The arguments after <c>migrate</c>.</param>
    /// <param name="output">What was done, for a person to read.</param>
    /// <param name="cancellationToken">Cancelled when the verb is interrupted.</param>
    /// <returns>Whether it was done; false ends the verb with 1.</returns>
    Task<bool> RunAsync(IReadOnlyList<string> options, TextWriter output, CancellationToken cancellationToken);
}
