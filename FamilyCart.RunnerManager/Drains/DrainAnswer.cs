namespace FamilyCart.RunnerManager.Drains;

/// <summary>What became of an operator's request.</summary>
/// <param name="Target">pool, host or runner.</param>
/// <param name="Name">Which one.</param>
/// <param name="Drained">Whether it is out of service now.</param>
/// <param name="Changed">False when it was so already.</param>
/// <param name="Message">The same in a sentence.</param>
internal sealed record DrainAnswer(string Target, string Name, bool Drained, bool Changed, string Message);
