namespace FamilyCart.RunnerManager.Fleet;

/// <summary>A registration that served a runner which is gone, and may serve another one.</summary>
/// <param name="Pool">The pool that it was made for.</param>
/// <param name="Slot">Its place there.</param>
/// <param name="Host">Who keeps it.</param>
/// <param name="Name">Its name at GitHub.</param>
internal sealed record FormerRegistration(string Pool, int Slot, string Host, string Name);
