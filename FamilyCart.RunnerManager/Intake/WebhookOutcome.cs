namespace FamilyCart.RunnerManager.Intake;

/// <summary>What became of a request to the webhook.</summary>
internal enum WebhookOutcome
{
    Stored,

    /// <summary>An event that the fleet has no use for, such as <c>ping</c>.</summary>
    Ignored,
    NoSecret,
    BadSignature,
    TooLarge,
    Malformed,
    ForeignScope,

    /// <summary>Too many wait, or the database did not take it.</summary>
    Busy,
}
