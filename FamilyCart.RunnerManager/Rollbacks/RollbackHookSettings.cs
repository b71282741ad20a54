using FamilyCart.RunnerManager.GitHub.Settings;
using FamilyCart.ServiceDefaults.Configuration;

namespace FamilyCart.RunnerManager.Rollbacks;

/// <summary>Settings of section <c>Gates:RollbackHook</c>.</summary>
/// <param name="Url">Who is told that a lease expired; null where nobody is. https, or http on this machine.</param>
/// <param name="Secret">By which what is told is signed; null where nobody is told.</param>
/// <param name="Timeout">How long one attempt may take. Default 10 s.</param>
/// <param name="Attempts">How often it is tried; the pause doubles from 1 s to 5 min. Default 12, which is some 20 min.</param>
internal sealed record RollbackHookSettings(Uri? Url, Secret? Secret, TimeSpan Timeout, int Attempts)
{
    public const string Section = "Gates:RollbackHook";

    private const int ShortestSecret = 16;

    public static RollbackHookSettings Read(SettingReader reader)
    {
        var settings = new RollbackHookSettings(
            ReadUrl(reader),
            Secret.Of(reader.Text(nameof(Secret))),
            reader.Duration(nameof(Timeout), TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(0.1), TimeSpan.FromMinutes(1)),
            reader.Whole(nameof(Attempts), 12, 1, 100));
        if (settings.Secret is { Value.Length: < ShortestSecret })
        {
            reader.AddFault(nameof(Secret), "is too short", $"make one of {ShortestSecret} random characters or more");
        }

        if (reader.Text(nameof(Url)) is null != settings.Secret is null)
        {
            var missing = settings.Secret is null ? nameof(Secret) : nameof(Url);
            reader.AddFault(missing, "is missing", $"set both {nameof(Url)} and {nameof(Secret)}, or neither");
        }

        return settings;
    }

    private static Uri? ReadUrl(SettingReader reader)
    {
        if (reader.Text(nameof(Url)) is not { } text)
        {
            return null;
        }

        if (Uri.TryCreate(text, UriKind.Absolute, out var url)
            && (url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && url.IsLoopback))
            && url is { UserInfo: "", Query: "", Fragment: "" })
        {
            return url;
        }

        // Not repeated: what does not belong into an address may be a secret.
        reader.AddFault(nameof(Url), "is no plain https address, nor one of this machine", $"for example {Section}:{nameof(Url)}=https://deploy.example/rollback");
        return null;
    }
}
