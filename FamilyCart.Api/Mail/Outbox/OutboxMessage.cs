namespace FamilyCart.Api.Mail.Outbox;

/// <summary>A letter as an operator sees it. What it says is null once it has been erased.</summary>
/// <param name="Id">Later letters have higher ones; the last of a page is the cursor of the next.</param>
/// <param name="To">The address.</param>
/// <param name="Template">verify, address_taken, reset_password or invitation.</param>
/// <param name="Subject">One line.</param>
/// <param name="Text">The letter as plain text.</param>
/// <param name="Token">What its link proves itself with, when it has one.</param>
/// <param name="CreatedAt">UTC.</param>
/// <param name="State">pending, sent, failed or expired.</param>
internal sealed record OutboxMessage(
    long Id, string To, string Template, string? Subject, string? Text, string? Token, DateTime CreatedAt, string State)
{
    /// <summary>Without its content.</summary>
    public override string ToString() => nameof(OutboxMessage);
}
