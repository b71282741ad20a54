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
    private int _version;

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
            return Bearer(await ChooseAsync(settings.Apps, call));
        }

        call.Credential = TokenName;
        var token = Remember(settings);
        call.TokenVersion = Volatile.Read(ref _version);
        return Bearer(token);
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

        try
        {
            // Changed while the request was under way.
            Remember(configuration.Current);
            return Volatile.Read(ref _version) != call.TokenVersion;
        }
        catch (CallEndedException)
        {
            return false;
        }
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

    // The one with the most left; one that gives no token comes last, and then the others serve.
    private async Task<string> ChooseAsync(IReadOnlyList<AppSettings> apps, GitHubCall call)
    {
        var order = apps.OrderBy(app => Installation(app).IsBroken).ThenByDescending(app => allowances.Of(app.Name).Remaining(call.Bucket)).ToList();
        foreach (var app in order)
        {
            (call.Credential, call.Installation) = (app.Name, app);
            try
            {
                return await Installation(app).GetAsync(Api!, call.CancellationToken);
            }
            catch (CallEndedException) when (app != order[^1])
            {
                // The next one.
            }
        }

        throw new InvalidOperationException("There is no App.");
    }

    private string Remember(GitHubSettings settings)
    {
        var token = settings.TokenFile is { } path ? _file.Read(path) : settings.Token?.Value ?? "emulator";
        if (Interlocked.Exchange(ref _token, token) is { } old && old != token)
        {
            // Another token may be another user's, with limits of its own.
            allowances.Forget(TokenName);
            Interlocked.Increment(ref _version);
        }

        return token;
    }
}
