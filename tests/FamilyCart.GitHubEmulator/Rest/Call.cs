using System.Globalization;
using System.Text.Json.Nodes;
using FamilyCart.GitHubEmulator.Access;
using FamilyCart.GitHubEmulator.State;

namespace FamilyCart.GitHubEmulator.Rest;

/// <summary>One request that got as far as its endpoint.</summary>
internal sealed class Call(HttpContext context, Caller caller, JsonObject body)
{
    public Caller Caller => caller;

    public JsonObject Body => body;

    /// <summary>The API's root with a slash at its end, as the caller sees it.</summary>
    public string Root => $"{context.Request.Scheme}://{context.Request.Host}{context.Request.PathBase}/";

    /// <summary>The server's root with a slash at its end.</summary>
    public string Server => $"{context.Request.Scheme}://{context.Request.Host}/";

    /// <summary>The scope that the path names.</summary>
    public Scope Scope => ScopeOf(context)!;

    public string Repository => $"{Text("owner")}/{Text("repo")}";

    public string Text(string name) => context.GetRouteValue(name)?.ToString() ?? string.Empty;

    public long Number(string name) => long.TryParse(Text(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    public string? Query(string name) => context.Request.Query[name].FirstOrDefault();

    public int Query(string name, int fallback, int maximum) =>
        int.TryParse(Query(name), NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value > 0 ? Math.Min(value, maximum) : fallback;

    /// <summary>A string member of the body, or null.</summary>
    public string? Member(string name) => body[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    /// <summary>The same path with other parameters.</summary>
    public string Address(params ReadOnlySpan<(string Name, string Value)> parameters)
    {
        var query = context.Request.Query.ToDictionary(entry => entry.Key, entry => entry.Value.ToString());
        foreach (var (name, value) in parameters)
        {
            query[name] = value;
        }

        return Root.TrimEnd('/') + context.Request.Path + QueryString.Create(query!);
    }

    /// <summary>Null where the path names none.</summary>
    public static Scope? ScopeOf(HttpContext context)
    {
        var (owner, name) = (context.GetRouteValue("owner")?.ToString(), context.GetRouteValue("repo")?.ToString());
        return owner is not null ? Scope.Of($"{owner}/{name}")
            : context.GetRouteValue("org") is string org ? Scope.Of(org)
            : context.GetRouteValue("enterprise") is string enterprise ? Scope.Of($"enterprises/{enterprise}")
            : null;
    }
}
