using FamilyCart.ServiceDefaults.Configuration;

namespace FamilyCart.RunnerManager.GitHub.Settings;

/// <summary>Settings of section <c>GitHub</c>. Credentials, webhooks and limits follow a reload; mode and address need a restart.</summary>
/// <param name="Mode">Default <c>emulator</c> in Development, else <c>github</c>.</param>
/// <param name="ApiAddress">Ends with a slash. Default https://api.github.com/, or http://127.0.0.1:9102/ for the emulator.</param>
/// <param name="Token">A personal access token; null where a file or Apps are used.</param>
/// <param name="TokenFile">Path of a file with the token, read anew when it changes.</param>
/// <param name="Apps">Apps that share the load.</param>
/// <param name="WebhookSecret">By which deliveries are signed; null where no webhook is taken.</param>
/// <param name="Hooks">Where deliveries are listed; the first App's own webhook where a scope has none here.</param>
/// <param name="Limits">How hard GitHub is asked.</param>
internal sealed record GitHubSettings(
    GitHubMode Mode,
    Uri ApiAddress,
    Secret? Token,
    string? TokenFile,
    IReadOnlyList<AppSettings> Apps,
    Secret? WebhookSecret,
    IReadOnlyList<HookSettings> Hooks,
    LimitSettings Limits)
{
    public const string Section = "GitHub";

    /// <summary>Whether a credential may change without the configuration.</summary>
    public bool UsesFiles => TokenFile is not null || Apps.Any(static app => app.PrivateKeyFile is not null);

    /// <summary>Where scopes have their pages, with a slash at its end: what the runner's own configuration is told.</summary>
    public Uri WebAddress => ApiAddress.Host.StartsWith(ApiHost, StringComparison.OrdinalIgnoreCase)
        ? new UriBuilder(ApiAddress) { Host = ApiAddress.Host[ApiHost.Length..], Path = "/" }.Uri
        : new Uri(ApiAddress, "/");

    // GitHub's own, and its data residencies'; a server of one's own has its API below a path.
    private const string ApiHost = "api.";

    private const string PublicAddress = "https://api.github.com/";
    private const string EmulatorAddress = "http://127.0.0.1:9102/";

    /// <param name="reader">Of the section.</param>
    /// <param name="defaultMode">Where the mode is not set.</param>
    public static GitHubSettings Read(SettingReader reader, GitHubMode defaultMode)
    {
        var mode = ReadMode(reader, defaultMode);
        var settings = new GitHubSettings(
            mode,
            ReadAddress(reader, mode),
            Secret.Of(reader.Text(nameof(Token))),
            reader.Text(nameof(TokenFile)),
            reader.List(nameof(Apps), AppSettings.Read),
            Secret.Of(reader.Text(nameof(WebhookSecret))),
            reader.List(nameof(Hooks), HookSettings.Read),
            LimitSettings.Read(reader));
        settings.CheckCredential(reader);
        return settings;
    }

    private static GitHubMode ReadMode(SettingReader reader, GitHubMode defaultMode)
    {
        var text = reader.Text(nameof(Mode));
        if (text is null)
        {
            return defaultMode;
        }

        if (Enum.GetNames<GitHubMode>().Contains(text, StringComparer.OrdinalIgnoreCase))
        {
            return Enum.Parse<GitHubMode>(text, ignoreCase: true);
        }

        reader.AddFault(nameof(Mode), text, "github or emulator", "github");
        return defaultMode;
    }

    // Plain http carries the credential in the open: only to this machine.
    private static Uri ReadAddress(SettingReader reader, GitHubMode mode)
    {
        var fallback = mode == GitHubMode.GitHub ? PublicAddress : EmulatorAddress;
        var text = reader.Text(nameof(ApiAddress)) ?? fallback;
        if (Uri.TryCreate(text.TrimEnd('/') + "/", UriKind.Absolute, out var address)
            && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback))
            && address is { UserInfo: "", Query: "", Fragment: "" })
        {
            return address;
        }

        reader.AddFault(nameof(ApiAddress), "is no https address, nor one of this machine", $"for example {Section}:{nameof(ApiAddress)}={fallback}");
        return new Uri(fallback);
    }

    private void CheckCredential(SettingReader reader)
    {
        var given = (Token is null ? 0 : 1) + (TokenFile is null ? 0 : 1) + (Apps.Count == 0 ? 0 : 1);
        if (given > 1)
        {
            reader.AddFault(nameof(Token), "is one of several credentials", $"keep either {nameof(Token)}, {nameof(TokenFile)} or {nameof(Apps)}");
        }

        if (given == 0 && Mode == GitHubMode.GitHub)
        {
            reader.AddFault(
                nameof(Token),
                "is missing",
                $"set it to a personal access token, or {Section}:{nameof(Apps)}:0:Id, InstallationId and PrivateKeyFile to a GitHub App, or {Section}:{nameof(Mode)} to emulator");
        }

        if (Token is { } token && token.Value.Any(static letter => letter is <= ' ' or > '~'))
        {
            reader.AddFault(nameof(Token), "has a letter that no token has", "copy it again");
        }

        if (TokenFile is not null && !File.Exists(TokenFile))
        {
            reader.AddFault(nameof(TokenFile), "names no file", "write the token into it");
        }

        if (Apps.Select(static app => (app.Id, app.InstallationId)).Distinct().Count() != Apps.Count)
        {
            reader.AddFault(nameof(Apps), "names one installation twice", "remove one of them");
        }
    }
}
