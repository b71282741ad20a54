using FamilyCart.ServiceDefaults.Configuration;

namespace FamilyCart.Gateway.Protection.Limits;

/// <summary>How much one client may ask, of section <c>Gateway:Limits</c>.</summary>
internal sealed record LimitSettings
{
    public const string Section = "Gateway:Limits";

    /// <summary>Api:Rate and Api:Burst.</summary>
    public ClientRate Api { get; init; } = new(10, 20);

    /// <summary>Pages:Rate and Pages:Burst.</summary>
    public ClientRate Pages { get; init; } = new(30, 50);

    /// <summary>Credentials:Rate and Credentials:Burst.</summary>
    public ClientRate Credentials { get; init; } = new(1, 10);

    /// <summary>Webhook:Rate and Webhook:Burst.</summary>
    public ClientRate Webhook { get; init; } = new(2_000, 4_000);

    /// <summary>Dashboards:Rate and Dashboards:Burst.</summary>
    public ClientRate Dashboards { get; init; } = new(50, 300);

    /// <summary>Reads them; every fault is noted.</summary>
    public static LimitSettings Read(SettingReader reader)
    {
        var defaults = new LimitSettings();
        return new LimitSettings
        {
            Api = ReadRate("Api", defaults.Api),
            Pages = ReadRate("Pages", defaults.Pages),
            Credentials = ReadRate("Credentials", defaults.Credentials),
            Webhook = ReadRate("Webhook", defaults.Webhook),
            Dashboards = ReadRate("Dashboards", defaults.Dashboards),
        };

        ClientRate ReadRate(string name, ClientRate rate) => new(
            reader.Number($"{name}:Rate", rate.PerSecond, ClientRate.Least, ClientRate.Most),
            reader.Whole($"{name}:Burst", rate.Burst, 1, ClientRate.MostBurst));
    }

    public ClientRate Of(LimitClass limit) => limit switch
    {
        LimitClass.Api => Api,
        LimitClass.Credentials => Credentials,
        LimitClass.Webhook => Webhook,
        LimitClass.Dashboards => Dashboards,
        _ => Pages,
    };
}

/// <summary>What one client may ask of one class.</summary>
/// <param name="PerSecond">Requests a second, on average.</param>
/// <param name="Burst">Requests at once, after a rest.</param>
internal sealed record ClientRate(double PerSecond, int Burst)
{
    public const double Least = 0.1;
    public const double Most = 100_000;
    public const int MostBurst = 50_000;
}
