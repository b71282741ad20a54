using System.Globalization;
using System.Text.Json.Nodes;

namespace FamilyCart.GitHubEmulator.Rest;

/// <summary>One page of a list, as <c>per_page</c> and <c>page</c> ask for it.</summary>
internal static class Page
{
    /// <param name="call">Who asks.</param>
    /// <param name="name">The list's member beside <c>total_count</c>.</param>
    /// <param name="items">All of them.</param>
    /// <param name="shape">Makes JSON of one.</param>
    /// <typeparam name="T">What it is a list of.</typeparam>
    public static Reply Of<T>(Call call, string name, IReadOnlyList<T> items, Func<T, JsonNode> shape)
    {
        var (size, page) = (call.Query("per_page", 30, 100), call.Query("page", 1, int.MaxValue));
        var last = Math.Max(1, (items.Count + size - 1) / size);
        var body = new JsonObject
        {
            ["total_count"] = items.Count,
            [name] = new JsonArray([.. items.Skip((int)Math.Min(int.MaxValue, (page - 1L) * size)).Take(size).Select(shape)]),
        };
        return new Reply(200, body, last > 1 ? Link(call, page, last) : null);
    }

    private static string Link(Call call, int page, int last)
    {
        List<string> links = [];
        if (page > 1)
        {
            links.Add(Link(call, page - 1, "prev"));
        }

        if (page < last)
        {
            links.Add(Link(call, page + 1, "next"));
            links.Add(Link(call, last, "last"));
        }

        if (page > 1)
        {
            links.Add(Link(call, 1, "first"));
        }

        return string.Join(", ", links);
    }

    private static string Link(Call call, int page, string relation) =>
        $"<{call.Address(("page", page.ToString(CultureInfo.InvariantCulture)))}>; rel=\"{relation}\"";
}
