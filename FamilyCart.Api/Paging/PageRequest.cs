using System.Reflection;
using FamilyCart.Api.OpenApi;
using FamilyCart.Api.Validation;
using Microsoft.AspNetCore.Http.Metadata;

namespace FamilyCart.Api.Paging;

/// <summary>
/// The query parameters `limit` and `cursor`. Whoever gives none gets the first part, which is all of what families have; the
/// header Link (RFC 8288) leads to the next.
/// </summary>
internal sealed record PageRequest(int Limit, int Offset) : IValidated, IEndpointParameterMetadataProvider
{
    internal const int LargestLimit = 1000;
    private const int DefaultLimit = 500;
    private const int LargestOffset = 10_000_000;

    private bool IsReadable { get; init; } = true;

    public static ValueTask<PageRequest?> BindAsync(HttpContext context)
    {
        var limit = QueryNumber.Read(context.Request.Query["limit"], DefaultLimit);
        var offset = QueryNumber.Read(context.Request.Query["cursor"], 0);
        return ValueTask.FromResult<PageRequest?>(new PageRequest(limit ?? 0, offset ?? 0) { IsReadable = limit is not null && offset is not null });
    }

    /// <summary>Has the document name the parameters.</summary>
    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder)
    {
        builder.Metadata.Add(new RequestQuery("limit", $"How many at most, 1 to {LargestLimit}; {DefaultLimit} when left out."));
        builder.Metadata.Add(new RequestQuery("cursor", "Where the part starts, as the header Link of the part before says."));
    }

    public void Validate(ValidationErrors errors)
    {
        if (!IsReadable || Limit is < 1 or > LargestLimit)
        {
            errors.Add("limit", $"A number from 1 to {LargestLimit} is expected, and as cursor what the header Link says.");
        }

        if (Offset is < 0 or > LargestOffset)
        {
            errors.Add("cursor", "This cursor was not given by this service.");
        }
    }

    /// <summary>Takes one value more than the limit for the sign that there are more.</summary>
    internal Page<T> Cut<T>(T[] values) => values.Length > Limit ? new Page<T>(values[..Limit], Offset + Limit) : new Page<T>(values, null);
}
