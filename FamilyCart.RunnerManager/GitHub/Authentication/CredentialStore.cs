using System.Collections.Concurrent;
using System.Security.Cryptography;
using FamilyCart.RunnerManager.GitHub.Limits;
using FamilyCart.RunnerManager.GitHub.Settings;
using FamilyCart.RunnerManager.GitHub.Wire;
using Octokit;

namespace FamilyCart.RunnerManager.GitHub.Authentication;

/// <summary>Chooses the credential of every request, by the settings of that moment.</summary>
internal sealed class CredentialStore(GitHubConfiguration configuration, Allowances allowances, ServerClock clock) : ICredentialStore, IDisposable
{
    public const string TokenName = "token";

    private static readonly TimeSpan _clockChange = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<AppSettings, InstallationToken> _installations = new();
    private readonly TokenFile _file = new();
    private string? _token;

    /// <summary>By which tokens are renewed: it needs this store itself, so it comes later.</summary>
    public GitHubApi? Api { get; set; }

    /// <exception cref="CallEndedException">There is none.</exception>
    public async Task<Credentials> GetCredentials()
    {
        var call = GitHubCall.Current;
        var settings = configuration.Current;
        if (call.App is { } app)
        {
            (call.Credential, call.ClockOffset) = (app.Name + "-jwt", clock.Offset);
            return Bearer(Sign(app));
        }

        if (settings.Apps.Count > 0)
        {
            var chosen = settings.Apps.MaxBy(candidate => allowances.Of(candidate.Name).Remaining(call.Bucket))!;
            (call.Credential, call.Installation) = (chosen.Name, chosen);
            return Bearer(await Installation(chosen).GetAsync(Api!, call.CancellationToken));
        }

        call.Credential = TokenName;
        return Bearer(Remember(settings.TokenFile is { } path ? _file.Read(path) : settings.Token?.Value ?? "emulator"));
    }

    /// <summary>Whether a request that was answered 401 has a chance with what is known now.</summary>
    public bool CanRenew(GitHubCall call)
    {
        if (call.App is not null)
        {
            return (clock.Offset - call.ClockOffset).Duration() > _clockChange;
        }

        if (call.Installation is { } app)
        {
            Installation(app).Forget();
            return true;
        }

        return false;
    }

    public void Dispose()
    {
        foreach (var installation in _installations.Values)
        {
            installation.Dispose();
        }
    }

    // Bearer is right for every kind of token, of any length.
    private static Credentials Bearer(string token) => new(token, AuthenticationType.Bearer);

    private InstallationToken Installation(AppSettings app) => _installations.GetOrAdd(app, key => new InstallationToken(key, clock));

    private string Sign(AppSettings app)
    {
        try
        {
            return AppJwt.Sign(app, clock.Now);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or CryptographicException)
        {
            throw new CallEndedException(new GitHubError(GitHubFault.Unauthorized, $"The private key of {app.Name} cannot be read."));
        }
    }

    // Another token may be another user's, with limits of its own.
    private string Remember(string token)
    {
        if (Interlocked.Exchange(ref _token, token) is { } old && old != token)
        {
            allowances.Forget(TokenName);
        }

        return token;
    }
}
