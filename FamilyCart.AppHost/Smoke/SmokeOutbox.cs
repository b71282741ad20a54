namespace FamilyCart.AppHost.Smoke;

/// <summary>Where the letters of a run are read: at a slot itself, since the gateway shows them to nobody.</summary>
/// <param name="Slot">A slot's own address.</param>
/// <param name="OperatorToken">The token of an operator who may look.</param>
internal sealed record SmokeOutbox(Uri Slot, string OperatorToken)
{
    /// <summary>Without the token.</summary>
    public override string ToString() => nameof(SmokeOutbox);
}
