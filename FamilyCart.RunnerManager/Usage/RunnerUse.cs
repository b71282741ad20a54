namespace FamilyCart.RunnerManager.Usage;

/// <summary>What a runner uses, in percent of what it may. Null where the machine does not say.</summary>
/// <param name="Pool">Its pool.</param>
/// <param name="Slot">Its place there.</param>
/// <param name="Processors">Of its processors' time since the look before.</param>
/// <param name="Memory">Of its memory.</param>
/// <param name="Disk">Of what its folder may hold; may exceed 100.</param>
internal sealed record RunnerUse(string Pool, int Slot, double? Processors, double? Memory, double? Disk);
