using FamilyCart.RunnerManager.GitHub.Limits;
using FamilyCart.RunnerManager.GitHub.Settings;
using FamilyCart.RunnerManager.GitHub.Wire;

namespace FamilyCart.RunnerManager.GitHub;

/// <content>Deliveries of webhooks.</content>
internal sealed partial class GitHubClient
{
    private const int MostDeliveryPages = 10;

    public async Task<GitHubResult<IReadOnlyList<HookDelivery>>> DeliveriesAsync(
        GitHubScope scope, DateTimeOffset since, bool failedOnly, CancellationToken cancellationToken)
    {
        if (FindHook(scope) is not ({ } path, var app))
        {
            return NoHook(scope);
        }

        var read = 0;
        var pages = await api.PagesAsync<List<DeliveryAnswer>, DeliveryAnswer>(
            () => new GitHubCall("deliveries", cancellationToken) { App = app },
            $"{path}/deliveries?per_page=100{(failedOnly ? "&status=failure" : "")}",
            page => (page.Where(delivery => delivery.DeliveredAt >= since), page.Count > 0 && page[^1].DeliveredAt >= since && ++read < MostDeliveryPages));
        return pages.Try(out var deliveries, out var error) ? deliveries.DistinctBy(static delivery => delivery.Id).Select(Mapping.ToDelivery).ToArray() : error;
    }

    public async Task<GitHubResult<bool>> RedeliverAsync(GitHubScope scope, long delivery, CancellationToken cancellationToken)
    {
        if (FindHook(scope) is not ({ } path, var app))
        {
            return NoHook(scope);
        }

        var answer = await api.PostAsync(new GitHubCall("redeliver", cancellationToken) { App = app }, $"{path}/deliveries/{delivery}/attempts");
        return answer.Try(out _, out var error) ? true : error;
    }

    private static GitHubError NoHook(GitHubScope scope) => new(
        GitHubFault.NotFound, $"No webhook of {scope} is configured; set {GitHubSettings.Section}:{nameof(GitHubSettings.Hooks)}:0:Scope and Id, or use an App.");

    // The scope's own webhook, else that of its organization, else the first App's.
    private (string? Path, AppSettings? App) FindHook(GitHubScope scope)
    {
        var settings = configuration.Current;
        var hook = settings.Hooks.FirstOrDefault(hook => hook.Scope!.Name.Equals(scope.Name, StringComparison.OrdinalIgnoreCase))
            ?? settings.Hooks.FirstOrDefault(hook => hook.Scope!.Kind == ScopeKind.Organization && hook.Scope.Covers(scope.Name));
        return hook is not null ? ($"{hook.Scope!.Path}/hooks/{hook.Id}", null)
            : settings.Apps.Count > 0 ? ("app/hook", settings.Apps[0])
            : (null, null);
    }
}
