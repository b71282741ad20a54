using System.Collections;

namespace Octokit.Internal;

internal sealed class JsonBodies(IJsonSerializer serializer)
{
    public void Write(Request request)
    {
        request.Headers.TryAdd("Accept", "application/vnd.github.v3+json");
        if (request.Method != HttpMethod.Get && request.Body is not (null or string or Stream or HttpContent))
        {
            request.Body = serializer.Serialize(request.Body);
        }
    }

    public IApiResponse<T> Read<T>(IResponse response)
    {
        if (response.ContentType != "application/json" || response.Body is not string { Length: > 0 } body || body == "{}")
        {
            return new ApiResponse<T>(response);
        }

        // GitHub answers some lists of one with the one.
        var wrapped = body.StartsWith('{') && IsList(typeof(T)) ? $"[{body}]" : body;
        return new ApiResponse<T>(response, serializer.Deserialize<T>(wrapped));
    }

    private static bool IsList(Type type) => typeof(IEnumerable).IsAssignableFrom(type)
        && !typeof(IDictionary).IsAssignableFrom(type)
        && !type.GetInterfaces().Prepend(type).Any(candidate => candidate.IsGenericType && candidate.GetGenericTypeDefinition() == typeof(IDictionary<,>));
}
