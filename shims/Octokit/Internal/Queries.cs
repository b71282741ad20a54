namespace Octokit.Internal;

internal static class Queries
{
    // Parameters of the call win over those of the address.
    public static Uri Apply(Uri uri, IDictionary<string, string> parameters)
    {
        ArgumentNullException.ThrowIfNull(uri);
        if (parameters is null || parameters.Count == 0)
        {
            return uri;
        }

        var (path, query) = uri.OriginalString.Split('?', 2) is [var left, var right] ? (left, right) : (uri.OriginalString, string.Empty);
        var kept = query.Split('&', StringSplitOptions.RemoveEmptyEntries).Where(pair => !parameters.ContainsKey(pair.Split('=')[0]));
        var added = parameters.Select(parameter => $"{parameter.Key}={Uri.EscapeDataString(parameter.Value)}");
        return new Uri($"{path}?{string.Join('&', kept.Concat(added))}", uri.IsAbsoluteUri ? UriKind.Absolute : UriKind.Relative);
    }
}
