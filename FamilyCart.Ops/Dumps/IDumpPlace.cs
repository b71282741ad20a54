namespace FamilyCart.Ops.Dumps;

/// <summary>Where copies of dumps are kept: folders in it, each called as its dump.</summary>
internal interface IDumpPlace
{
    /// <summary>For people.</summary>
    string Name { get; }

    /// <summary>Copies a dump, the checksums last, and reads it again.</summary>
    /// <param name="dump">The folder of a whole dump.</param>
    /// <param name="cancellationToken">Ends it; what is half there is replaced by the next one of that name, and has no checksums.</param>
    /// <returns>Null when there is a copy that is what its checksums say; otherwise why there is none.</returns>
    Task<string?> CopyAsync(string dump, CancellationToken cancellationToken);

    /// <summary>What is there, whether or not a dump is called so.</summary>
    /// <returns>Names, or why they cannot be read.</returns>
    Task<(IReadOnlyList<string> Names, string? Fault)> ListAsync(CancellationToken cancellationToken);

    /// <summary>Removes one.</summary>
    /// <returns>Null when it is gone; otherwise why it stays.</returns>
    Task<string?> RemoveAsync(string name, CancellationToken cancellationToken);
}
