using FamilyCart.RunnerManager.GitHub.Limits;
using FamilyCart.RunnerManager.GitHub.Settings;
using FamilyCart.RunnerManager.GitHub.Wire;

namespace FamilyCart.RunnerManager.GitHub.Authentication;

/// <summary>The token of one App's installation, renewed before it ends by one caller at a time.</summary>
internal sealed class InstallationToken(AppSettings app, ServerClock clock) : IDisposable
{
    // GitHub gives an hour.
    private static readonly TimeSpan _early = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan _memory = TimeSpan.FromMinutes(1);

    private readonly SemaphoreSlim _renewing = new(1, 1);
    private InstallationTokenAnswer? _token;
    private long _brokenUntil;

    /// <summary>Whether GitHub has just given no token.</summary>
    public bool IsBroken => Volatile.Read(ref _brokenUntil) > clock.Now.UtcTicks;

    /// <exception cref="CallEndedException">GitHub gives none, and there is no old one that is still good.</exception>
    public async Task<string> GetAsync(GitHubApi api, CancellationToken cancellationToken)
    {
        if (IsGood(_early) is { } token)
        {
            return token;
        }

        await _renewing.WaitAsync(cancellationToken);
        try
        {
            return IsGood(_early) ?? await RenewAsync(api, cancellationToken);
        }
        finally
        {
            _renewing.Release();
        }
    }

    /// <summary>Forgets a token that GitHub refused.</summary>
    public void Forget() => Volatile.Write(ref _token, null);

    public void Dispose() => _renewing.Dispose();

    private string? IsGood(TimeSpan margin) => Volatile.Read(ref _token) is { } token && token.ExpiresAt - clock.Now > margin ? token.Token : null;

    private async Task<string> RenewAsync(GitHubApi api, CancellationToken cancellationToken)
    {
        var call = new GitHubCall("installation_token", cancellationToken) { App = app };
        var answer = await api.PostAsync<InstallationTokenAnswer>(call, $"app/installations/{app.InstallationId}/access_tokens", null);
        if (answer.Try(out var token, out var error))
        {
            Volatile.Write(ref _token, token);
            return token.Token;
        }

        Volatile.Write(ref _brokenUntil, (clock.Now + _memory).UtcTicks);

        return IsGood(TimeSpan.FromSeconds(30)) ?? throw new CallEndedException(error with { Detail = $"No token for {app.Name}: {error.Detail}" });
    }
}
