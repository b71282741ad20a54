using System.Text.Json.Nodes;

namespace FamilyCart.GitHubEmulator.Shapes;

/// <summary>A user or organization.</summary>
internal static class AccountShape
{
    public static JsonObject User(string root, string login, string type)
    {
        var (id, url) = (Numbers.Of(login), $"{root}users/{login}");
        return new JsonObject
        {
            ["login"] = login,
            ["id"] = id,
            ["node_id"] = Numbers.Node(type, id),
            ["avatar_url"] = $"{root}avatars/u/{id}",
            ["gravatar_id"] = string.Empty,
            ["url"] = url,
            ["html_url"] = $"{root}{login}",
            ["followers_url"] = $"{url}/followers",
            ["following_url"] = $"{url}/following{{/other_user}}",
            ["gists_url"] = $"{url}/gists{{/gist_id}}",
            ["starred_url"] = $"{url}/starred{{/owner}}{{/repo}}",
            ["subscriptions_url"] = $"{url}/subscriptions",
            ["organizations_url"] = $"{url}/orgs",
            ["repos_url"] = $"{url}/repos",
            ["events_url"] = $"{url}/events{{/privacy}}",
            ["received_events_url"] = $"{url}/received_events",
            ["type"] = type,
            ["site_admin"] = false,
        };
    }

    public static JsonObject Organization(string root, string login)
    {
        var (id, url) = (Numbers.Of(login), $"{root}orgs/{login}");
        return new JsonObject
        {
            ["login"] = login,
            ["id"] = id,
            ["node_id"] = Numbers.Node("Organization", id),
            ["url"] = url,
            ["repos_url"] = $"{url}/repos",
            ["events_url"] = $"{url}/events",
            ["hooks_url"] = $"{url}/hooks",
            ["issues_url"] = $"{url}/issues",
            ["members_url"] = $"{url}/members{{/member}}",
            ["public_members_url"] = $"{url}/public_members{{/member}}",
            ["avatar_url"] = $"{root}avatars/u/{id}",
            ["description"] = null,
        };
    }
}
