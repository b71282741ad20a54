namespace FamilyCart.Api.Import;

/// <summary>What became of the rows of one kind.</summary>
/// <param name="Read">In the source; the sum of the others.</param>
/// <param name="Added">New in ours.</param>
/// <param name="Known">Taken over by an earlier run; not touched.</param>
/// <param name="Merged">The same thing was here already.</param>
/// <param name="Skipped">Not taken over; the adjustments say why.</param>
internal sealed record ImportCounts(int Read, int Added, int Known, int Merged, int Skipped);
