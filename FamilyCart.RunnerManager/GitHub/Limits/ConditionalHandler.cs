using System.Net;

namespace FamilyCart.RunnerManager.GitHub.Limits;

/// <summary>Asks only for what has changed, which is free of charge while nothing has, and gives the kept answer where nothing did.</summary>
internal sealed class ConditionalHandler(AnswerCache cache) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var call = GitHubCall.Current;
        if (request.Method != HttpMethod.Get || call.Free)
        {
            return await base.SendAsync(request, cancellationToken);
        }

        var key = $"{call.Credential} {request.RequestUri}";
        var kept = cache.Find(key);
        request.Headers.IfNoneMatch.Clear();
        if (kept is not null)
        {
            request.Headers.IfNoneMatch.Add(kept.Tag);
        }

        var answer = await base.SendAsync(request, cancellationToken);
        if (answer.StatusCode == HttpStatusCode.NotModified && kept is not null)
        {
            return Give(answer, kept);
        }

        if (answer.StatusCode == HttpStatusCode.OK && answer.Headers.ETag is { } tag)
        {
            var body = await answer.Content.ReadAsByteArrayAsync(cancellationToken);
            var link = answer.Headers.TryGetValues("Link", out var values) ? values.FirstOrDefault() : null;
            cache.Keep(key, new AnswerCache.Kept(tag, body, answer.Content.Headers.ContentType, link));
        }

        return answer;
    }

    // What the new answer says of limits stays; what it does not repeat comes from the kept one.
    private static HttpResponseMessage Give(HttpResponseMessage answer, AnswerCache.Kept kept)
    {
        answer.StatusCode = HttpStatusCode.OK;
        answer.Content = new ByteArrayContent(kept.Body) { Headers = { ContentType = kept.ContentType } };
        if (kept.Link is not null && !answer.Headers.Contains("Link"))
        {
            answer.Headers.TryAddWithoutValidation("Link", kept.Link);
        }

        return answer;
    }
}
