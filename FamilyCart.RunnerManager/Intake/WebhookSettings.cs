using FamilyCart.ServiceDefaults.Configuration;

namespace FamilyCart.RunnerManager.Intake;

/// <summary>Settings of section <c>Webhook</c>; the secret is <c>GitHub:WebhookSecret</c>.</summary>
/// <param name="LargestBody">Bytes of one delivery, 1 kB to 25 MB. Default 2 MB.</param>
/// <param name="Waiting">Deliveries that may wait to be stored; more are refused for the moment. Default 2,000.</param>
internal sealed record WebhookSettings(int LargestBody, int Waiting)
{
    public const string Section = "Webhook";

    public static WebhookSettings Read(SettingReader reader) => new(
        reader.Whole(nameof(LargestBody), 2_000_000, 1_000, 25_000_000),
        reader.Whole(nameof(Waiting), 2_000, 1, 100_000));
}
