using System.Reflection;
using FamilyCart.Api.OpenApi;
using FamilyCart.Api.Validation;
using Microsoft.AspNetCore.Http.Metadata;

namespace FamilyCart.Api.History;

/// <summary>The query parameters `after`, the number of the change that is known already, and `limit`.</summary>
internal sealed record ChangesRequest(long? After, int? Limit) : IValidated, IEndpointParameterMetadataProvider
{
    internal const int LargestLimit = 500;
    private const int DefaultLimit = 100;

    public static ValueTask<ChangesRequest?> BindAsync(HttpContext context)
    {
        var query = context.Request.Query;
        return ValueTask.FromResult<ChangesRequest?>(
            new ChangesRequest(QueryNumber.Read(query["after"], 0L), QueryNumber.Read(query["limit"], DefaultLimit)));
    }

    /// <summary>Has the document name the parameters.</summary>
    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder)
    {
        builder.Metadata.Add(new RequestQuery("after", "The sequence of the change that is known already; 0 when left out, for all changes."));
        builder.Metadata.Add(new RequestQuery("limit", $"How many at most, 1 to {LargestLimit}; {DefaultLimit} when left out."));
    }

    public void Validate(ValidationErrors errors)
    {
        if (After is null)
        {
            errors.Add("after", "The sequence of a change is expected, or 0 for all changes.");
        }

        if (Limit is null or < 1 or > LargestLimit)
        {
            errors.Add("limit", $"A number from 1 to {LargestLimit} is expected.");
        }
    }
}
