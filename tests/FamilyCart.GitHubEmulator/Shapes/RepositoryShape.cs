using System.Text.Json.Nodes;

namespace FamilyCart.GitHubEmulator.Shapes;

/// <summary>A repository, as runs and webhooks carry it.</summary>
internal static class RepositoryShape
{
    private const string Founded = "2026-01-01T00:00:00Z";

    // What follows the repository's address, under the name of its member.
    private static readonly (string Member, string Suffix)[] s_addresses =
    [
        ("forks_url", "/forks"), ("keys_url", "/keys{/key_id}"), ("collaborators_url", "/collaborators{/collaborator}"), ("teams_url", "/teams"),
        ("hooks_url", "/hooks"), ("issue_events_url", "/issues/events{/number}"), ("events_url", "/events"), ("assignees_url", "/assignees{/user}"),
        ("branches_url", "/branches{/branch}"), ("tags_url", "/tags"), ("blobs_url", "/git/blobs{/sha}"), ("git_tags_url", "/git/tags{/sha}"),
        ("git_refs_url", "/git/refs{/sha}"), ("trees_url", "/git/trees{/sha}"), ("statuses_url", "/statuses/{sha}"), ("languages_url", "/languages"),
        ("stargazers_url", "/stargazers"), ("contributors_url", "/contributors"), ("subscribers_url", "/subscribers"),
        ("subscription_url", "/subscription"), ("commits_url", "/commits{/sha}"), ("git_commits_url", "/git/commits{/sha}"),
        ("comments_url", "/comments{/number}"), ("issue_comment_url", "/issues/comments{/number}"), ("contents_url", "/contents/{+path}"),
        ("compare_url", "/compare/{base}...{head}"), ("merges_url", "/merges"), ("archive_url", "/{archive_format}{/ref}"),
        ("downloads_url", "/downloads"), ("issues_url", "/issues{/number}"), ("pulls_url", "/pulls{/number}"),
        ("milestones_url", "/milestones{/number}"), ("notifications_url", "/notifications{?since,all,participating}"),
        ("labels_url", "/labels{/name}"), ("releases_url", "/releases{/id}"), ("deployments_url", "/deployments"),
    ];

    public static JsonObject Of(string root, string fullName)
    {
        var (owner, name) = (fullName.Split('/')[0], fullName.Split('/')[^1]);
        var (id, url) = (Numbers.Of(fullName), $"{root}repos/{fullName}");
        var shape = new JsonObject
        {
            ["id"] = id,
            ["node_id"] = Numbers.Node("Repository", id),
            ["name"] = name,
            ["full_name"] = fullName,
            ["private"] = true,
            ["owner"] = AccountShape.User(root, owner, "Organization"),
            ["html_url"] = $"{root}{fullName}",
            ["description"] = null,
            ["fork"] = false,
            ["url"] = url,
        };
        foreach (var (member, suffix) in s_addresses)
        {
            shape[member] = url + suffix;
        }

        foreach (var member in (string[])["created_at", "updated_at", "pushed_at"])
        {
            shape[member] = Founded;
        }

        shape["default_branch"] = "main";
        shape["visibility"] = "private";
        shape["archived"] = false;
        shape["disabled"] = false;
        return shape;
    }
}
