using System.Text;
using FamilyCart.ServiceDefaults.Configuration;

namespace FamilyCart.RunnerManager.Intake;

/// <summary>Settings of section <c>Webhook</c>.</summary>
/// <param name="Secret">What GitHub signs deliveries with, at least 16 letters. Null: no delivery is taken, and the fleet learns of jobs by asking alone.</param>
/// <param name="LargestBody">Bytes of one delivery, 1 kB to 25 MB. Default 2 MB.</param>
/// <param name="Waiting">Deliveries that may wait to be stored; more are refused for the moment. Default 2,000.</param>
internal sealed record WebhookSettings(byte[]? Secret, int LargestBody, int Waiting)
{
    public const string Section = "Webhook";

    private const int ShortestSecret = 16;

    public static WebhookSettings Read(SettingReader reader)
    {
        var secret = reader.Text(nameof(Secret));
        if (secret is { Length: < ShortestSecret })
        {
            reader.AddFault(nameof(Secret), "is too short to keep anybody out", $"use at least {ShortestSecret} random letters, the same at GitHub");
        }

        return new(
            secret is null ? null : Encoding.UTF8.GetBytes(secret),
            reader.Whole(nameof(LargestBody), 2_000_000, 1_000, 25_000_000),
            reader.Whole(nameof(Waiting), 2_000, 1, 100_000));
    }

    /// <summary>Without the secret.</summary>
    public override string ToString() => $"{Section}: {(Secret is null ? "no secret" : "secret set")}, at most {LargestBody} bytes";
}
