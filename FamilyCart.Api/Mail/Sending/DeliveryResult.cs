namespace FamilyCart.Api.Mail.Sending;

/// <param name="Delivery">How it ended.</param>
/// <param name="Code">The SMTP reply or HTTP status, 0 when there was none.</param>
internal sealed record DeliveryResult(Delivery Delivery, int Code = 0)
{
    internal static DeliveryResult Taken { get; } = new(Delivery.Taken);
}
