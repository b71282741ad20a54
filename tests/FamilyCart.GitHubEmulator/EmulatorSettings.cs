using FamilyCart.ServiceDefaults.Configuration;

namespace FamilyCart.GitHubEmulator;

/// <summary>Settings of section <c>Emulator</c>.</summary>
public sealed record EmulatorSettings
{
    internal const string Section = "Emulator";

    /// <summary>Gets the seed of all chance. Default 1.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Gets a classic personal token with all scopes that runners need; null for none.</summary>
    public string? Token { get; init; }

    /// <summary>Gets what <c>/emulator</c> asks for over HTTP. Without it no job may bring a shell script that way.</summary>
    public string? ControlToken { get; init; }

    /// <summary>Gets where webhooks go from the start; null for none.</summary>
    public string? HookUrl { get; init; }

    /// <summary>Gets the secret that signs them.</summary>
    public string? HookSecret { get; init; }

    /// <summary>Gets whose webhook it is: a repository, an organization, or empty for an App's.</summary>
    public string HookScope { get; init; } = string.Empty;

    /// <summary>Gets how listeners reach the emulator; null for the address by which the registration was asked for.</summary>
    public string? PublicAddress { get; init; }

    /// <summary>Gets for how long a listener counts as online after its last poll. Default 1 min.</summary>
    public TimeSpan OnlineWindow { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Gets for how long a poll waits for a message. Default 50 s.</summary>
    public TimeSpan PollDuration { get; init; } = TimeSpan.FromSeconds(50);

    /// <summary>Gets after how long a job is taken back that was handed out and not acquired. Default 12 min.</summary>
    public TimeSpan HandOutTimeout { get; init; } = TimeSpan.FromMinutes(12);

    /// <summary>Gets after how long without renewal an acquired job counts as lost. Default 10 min.</summary>
    public TimeSpan LockDuration { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Gets how long a listener waits before it asks again for a session that another has. Default 30 s.</summary>
    public TimeSpan ConflictRetry { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Gets after how long of that it ends with 5. Default 4 min.</summary>
    public TimeSpan ConflictPatience { get; init; } = TimeSpan.FromMinutes(4);

    /// <summary>Gets after how long a receiver of a webhook is given up. Default 10 s.</summary>
    public TimeSpan HookTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Gets for how long a webhook that a fault reorders waits for one that overtakes it. Default 2 s.</summary>
    public TimeSpan HookHold { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Gets the requests an hour of each caller. Default 5,000.</summary>
    public int CoreLimit { get; init; } = 5_000;

    /// <summary>Gets the registrations an hour of each caller. Default 10,000.</summary>
    public int RegistrationLimit { get; init; } = 10_000;

    /// <summary>Gets the points a minute of each caller at each endpoint: 1 to read, 5 to write. Default 900.</summary>
    public int PointLimit { get; init; } = 900;

    /// <summary>Gets the requests at a time of each caller. Default 100.</summary>
    public int ConcurrencyLimit { get; init; } = 100;

    /// <summary>Gets whether jobs come by themselves.</summary>
    public bool Demo { get; init; }

    /// <summary>Gets the repository of those jobs.</summary>
    public string DemoRepository { get; init; } = "family/cart";

    /// <summary>Gets what those jobs ask for, by commas.</summary>
    public string DemoLabels { get; init; } = "self-hosted,uat";

    /// <summary>Gets the median time between two runs of those. Default 20 s.</summary>
    public TimeSpan DemoInterval { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>How listeners reach the emulator, with a slash at its end.</summary>
    internal string AddressFor(string seen) => (PublicAddress ?? seen).TrimEnd('/') + "/";

    internal static EmulatorSettings Read(SettingReader reader)
    {
        var defaults = new EmulatorSettings();
        return new EmulatorSettings
        {
            Seed = reader.Whole(nameof(Seed), defaults.Seed, 0, int.MaxValue),
            Token = reader.Text(nameof(Token)),
            ControlToken = reader.Text(nameof(ControlToken)),
            HookUrl = reader.HttpUrl(nameof(HookUrl), "http://127.0.0.1:9101/webhooks/github")?.ToString(),
            HookSecret = reader.Text(nameof(HookSecret)),
            HookScope = reader.Text(nameof(HookScope)) ?? string.Empty,
            PublicAddress = reader.HttpUrl(nameof(PublicAddress), "http://127.0.0.1:9102")?.ToString(),
            OnlineWindow = Duration(nameof(OnlineWindow), defaults.OnlineWindow),
            PollDuration = Duration(nameof(PollDuration), defaults.PollDuration),
            HandOutTimeout = Duration(nameof(HandOutTimeout), defaults.HandOutTimeout),
            LockDuration = Duration(nameof(LockDuration), defaults.LockDuration),
            ConflictRetry = Duration(nameof(ConflictRetry), defaults.ConflictRetry),
            ConflictPatience = Duration(nameof(ConflictPatience), defaults.ConflictPatience),
            HookTimeout = Duration(nameof(HookTimeout), defaults.HookTimeout),
            HookHold = Duration(nameof(HookHold), defaults.HookHold),
            CoreLimit = reader.Whole(nameof(CoreLimit), defaults.CoreLimit, 1, int.MaxValue),
            RegistrationLimit = reader.Whole(nameof(RegistrationLimit), defaults.RegistrationLimit, 1, int.MaxValue),
            PointLimit = reader.Whole(nameof(PointLimit), defaults.PointLimit, 1, int.MaxValue),
            ConcurrencyLimit = reader.Whole(nameof(ConcurrencyLimit), defaults.ConcurrencyLimit, 1, int.MaxValue),
            Demo = reader.Flag(nameof(Demo), defaults.Demo),
            DemoRepository = reader.Text(nameof(DemoRepository)) ?? defaults.DemoRepository,
            DemoLabels = reader.Text(nameof(DemoLabels)) ?? defaults.DemoLabels,
            DemoInterval = Duration(nameof(DemoInterval), defaults.DemoInterval),
        };

        TimeSpan Duration(string key, TimeSpan fallback) =>
            reader.Duration(key, fallback, TimeSpan.FromMilliseconds(1), TimeSpan.FromDays(1));
    }
}
