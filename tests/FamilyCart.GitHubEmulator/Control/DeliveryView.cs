namespace FamilyCart.GitHubEmulator.Control;

/// <summary>A delivery of a webhook.</summary>
/// <param name="Id">Of this attempt.</param>
/// <param name="DeliveryId">Of all its attempts.</param>
/// <param name="Event">Such as <c>workflow_job</c>.</param>
/// <param name="Action">Such as <c>queued</c>.</param>
/// <param name="Redelivery">Whether it was asked for.</param>
/// <param name="StatusCode">What was answered; 0 until then.</param>
public sealed record DeliveryView(long Id, Guid DeliveryId, string Event, string? Action, bool Redelivery, int StatusCode);
