namespace FamilyCart.RunnerManager.Drains;

/// <summary>What an operator does to a part of the fleet.</summary>
internal enum OperatorVerb
{
    /// <summary>Takes it out of service.</summary>
    Drain,

    /// <summary>Puts it back.</summary>
    Resume,
}
