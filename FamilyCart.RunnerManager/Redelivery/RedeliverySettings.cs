using FamilyCart.ServiceDefaults.Configuration;

namespace FamilyCart.RunnerManager.Redelivery;

/// <summary>Settings of section <c>Poll</c> that concern lost deliveries.</summary>
/// <param name="DeliveryInterval">How often GitHub is asked for deliveries that failed, 0.1 s to 1 h. Default 2 min; free of charge while none is new.</param>
/// <param name="DeliveryAge">How old a delivery may be that is asked for again, 1 min to 3 days, which is what GitHub keeps. Default 6 h.</param>
/// <param name="Redeliveries">Deliveries asked for at once, over all webhooks, 1 to 100. Default 20: registrations wait behind them.</param>
internal sealed record RedeliverySettings(TimeSpan DeliveryInterval, TimeSpan DeliveryAge, int Redeliveries)
{
    public const string Section = "Poll";

    public static RedeliverySettings Read(SettingReader reader) => new(
        reader.Duration(nameof(DeliveryInterval), TimeSpan.FromMinutes(2), TimeSpan.FromSeconds(0.1), TimeSpan.FromHours(1)),
        reader.Duration(nameof(DeliveryAge), TimeSpan.FromHours(6), TimeSpan.FromMinutes(1), TimeSpan.FromDays(3)),
        reader.Whole(nameof(Redeliveries), 20, 1, 100));
}
