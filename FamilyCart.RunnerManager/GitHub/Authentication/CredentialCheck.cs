using System.Globalization;
using FamilyCart.RunnerManager.GitHub.Limits;
using FamilyCart.RunnerManager.GitHub.Settings;
using FamilyCart.RunnerManager.GitHub.Wire;

namespace FamilyCart.RunnerManager.GitHub.Authentication;

/// <summary>Asks GitHub what the credentials are good for.</summary>
internal sealed class CredentialCheck(GitHubConfiguration configuration, IManagedScopes scopes, GitHubApi api, Allowances allowances, TimeProvider time)
{
    private static readonly string[] _expiryFormats = ["yyyy-MM-dd HH:mm:ss 'UTC'", "yyyy-MM-dd HH:mm:ss zzz", "yyyy-MM-dd HH:mm:ss K"];

    /// <summary>One report for each credential.</summary>
    public async Task<IReadOnlyList<CredentialReport>> RunAsync(CancellationToken cancellationToken)
    {
        var settings = configuration.Current;
        if (settings.Apps.Count == 0)
        {
            return [await CheckTokenAsync(settings, cancellationToken)];
        }

        var reports = new List<CredentialReport>();
        foreach (var app in settings.Apps)
        {
            reports.Add(await CheckAppAsync(app, cancellationToken));
        }

        return reports;
    }

    private async Task<CredentialReport> CheckTokenAsync(GitHubSettings settings, CancellationToken cancellationToken)
    {
        var call = new GitHubCall("rate_limit", cancellationToken) { Free = true };
        var answer = await api.ReadAsync<RateLimitAnswer>(call, "rate_limit");
        if (!answer.Try(out var response, out var error))
        {
            // A server without rate limits answers 404 to whom it knows.
            return error.Fault == GitHubFault.NotFound ? Report(CredentialStore.TokenName, [], [], null) : Failed(CredentialStore.TokenName, error);
        }

        Learn(response.Body);
        var headers = response.HttpResponse.Headers;
        var expiresAt = Expiry(Header(headers, "GitHub-Authentication-Token-Expiration"));
        if (settings.Mode == GitHubMode.Emulator)
        {
            return Report(CredentialStore.TokenName, [], [], expiresAt);
        }

        if (Header(headers, "X-OAuth-Scopes") is { } granted)
        {
            var (missing, excess) = PermissionRules.JudgeClassic(
                granted.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries), Kinds(), HookKinds(settings));
            return Report(CredentialStore.TokenName, [.. missing.Select(static scope => $"The scope {scope} is missing; tick it in the token's settings.")], excess, expiresAt);
        }

        return Report(CredentialStore.TokenName, await ProbeAsync(settings, cancellationToken), [], expiresAt);
    }

    // A fine-grained token does not say what it may do: it is tried, so what is too much stays unknown.
    private async Task<IReadOnlyList<string>> ProbeAsync(GitHubSettings settings, CancellationToken cancellationToken)
    {
        var faults = new List<string>();
        foreach (var scope in scopes.Scopes)
        {
            // A registration without a name is refused for that, and only where it is permitted at all.
            var mint = new GitHubCall("probe", cancellationToken) { Bucket = GitHubApi.RegistrationBucket };
            var write = await api.PostAsync<JitConfigAnswer>(mint, $"{scope.Path}/actions/runners/generate-jitconfig", new JitConfigRequest(string.Empty, 1, [], "_work"));
            Blame(scope, $"{PermissionRules.RunnerPermission(scope.Kind)}: write", write.Error);
            if (scope.Kind == ScopeKind.Repository)
            {
                Blame(scope, "actions: read", (await api.ReadAsync<RunsAnswer>(new GitHubCall("probe", cancellationToken), $"{scope.Path}/actions/runs?per_page=1")).Error);
            }
        }

        foreach (var hook in settings.Hooks)
        {
            var read = await api.ReadAsync<List<DeliveryAnswer>>(new GitHubCall("probe", cancellationToken), $"{hook.Scope!.Path}/hooks/{hook.Id}/deliveries?per_page=1");
            Blame(hook.Scope, $"{PermissionRules.HookPermission(hook.Scope.Kind)}: write", read.Error);
        }

        return faults;

        void Blame(GitHubScope scope, string permission, GitHubError? error)
        {
            if (error?.Fault is GitHubFault.Forbidden or GitHubFault.NotFound or GitHubFault.Unauthorized)
            {
                faults.Add($"{scope}: the permission {permission} is missing; grant it in the token's settings. {error.Detail}");
            }
        }
    }

    private async Task<CredentialReport> CheckAppAsync(AppSettings app, CancellationToken cancellationToken)
    {
        var call = new GitHubCall("installation", cancellationToken) { App = app, Free = true };
        var answer = await api.ReadAsync<InstallationAnswer>(call, $"app/installations/{app.InstallationId}");
        if (!answer.Try(out var response, out var error))
        {
            return Failed(app.Name, error);
        }

        var (missing, excess) = PermissionRules.JudgeApp(response.Body.Permissions ?? new Dictionary<string, string>(), Kinds(), HookKinds(configuration.Current));
        List<string> faults = [.. missing.Select(static permission => $"The permission {permission} is missing; grant it to the App and accept it for the installation.")];
        if (response.Body.SuspendedAt is not null)
        {
            faults.Add("The installation is suspended; resume it.");
        }

        return Report(app.Name, faults, excess, null);
    }

    private CredentialReport Failed(string name, GitHubError error) => error.Fault is GitHubFault.Unauthorized or GitHubFault.Forbidden or GitHubFault.NotFound
        ? Report(name, [error.Detail], [], null)
        : new CredentialReport(name, time.GetUtcNow(), null, [error.Detail], [], null);

    private CredentialReport Report(string name, IReadOnlyList<string> faults, IReadOnlyList<string> excess, DateTimeOffset? expiresAt) =>
        new(name, time.GetUtcNow(), faults.Count == 0 && !(expiresAt <= time.GetUtcNow()), faults, excess, expiresAt);

    private static ScopeKind[] HookKinds(GitHubSettings settings) => [.. settings.Hooks.Select(static hook => hook.Scope!.Kind).Distinct()];

    private ScopeKind[] Kinds() => [.. scopes.Scopes.Select(static scope => scope.Kind).Distinct()];

    private void Learn(RateLimitAnswer? answer)
    {
        foreach (var (bucket, rate) in answer?.Resources ?? [])
        {
            if (bucket is "core" or GitHubApi.RegistrationBucket)
            {
                allowances.Of(CredentialStore.TokenName).Learn(bucket, new Budget(rate.Limit, rate.Remaining, DateTimeOffset.FromUnixTimeSeconds(rate.Reset)));
            }
        }
    }

    private static string? Header(IReadOnlyDictionary<string, string> headers, string name) =>
        headers.FirstOrDefault(header => header.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;

    private static DateTimeOffset? Expiry(string? text) =>
        DateTimeOffset.TryParseExact(text, _expiryFormats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var expiry) ? expiry : null;
}
