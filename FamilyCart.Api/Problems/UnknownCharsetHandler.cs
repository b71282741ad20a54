using System.Text;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.Net.Http.Headers;

namespace FamilyCart.Api.Problems;

/// <summary>A body in a charset that nobody knows: 415. The framework takes it for a fault of the service.</summary>
internal sealed class UnknownCharsetHandler : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is not InvalidOperationException || IsKnown(httpContext.Request.ContentType))
        {
            return false;
        }

        await FailureProblems.WriteAsync(httpContext, Failure.CharsetUnknown);
        return true;
    }

    private static bool IsKnown(string? contentType)
    {
        if (!MediaTypeHeaderValue.TryParse(contentType, out var type) || !type.Charset.HasValue)
        {
            return true;
        }

        try
        {
            _ = Encoding.GetEncoding(type.Charset.Value!);
            return true;
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException)
        {
            return false;
        }
    }
}
