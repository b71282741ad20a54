namespace FamilyCart.RunnerManager.Hosts;

/// <summary>A registration that serves for job after job.</summary>
/// <param name="Name">Its name at GitHub.</param>
/// <param name="Id">Its number at GitHub.</param>
/// <param name="Scope">What it belongs to.</param>
/// <param name="Pool">The pool that it was made for.</param>
/// <param name="Slot">Its place there.</param>
/// <param name="Mark">Differs from that of a pool whose runners are registered otherwise.</param>
/// <param name="Files">The runner's files by name. Secret: never logged, and kept where the manager alone can read.</param>
internal sealed record KeptRegistration(string Name, long Id, string Scope, string Pool, int Slot, string Mark, IReadOnlyDictionary<string, byte[]> Files)
{
    /// <summary>Says nothing of the files.</summary>
    public override string ToString() => $"{Name} ({Id})";
}
