using System.Reflection;
using FamilyCart.Api.OpenApi;
using FamilyCart.Api.Validation;
using Microsoft.AspNetCore.Http.Metadata;

namespace FamilyCart.Api.Usage;

/// <summary>
/// The query parameters `query`, what has been typed so far, `list_id`, the list that it is typed into, and `limit`. Null stands
/// for a number that cannot be read.
/// </summary>
internal sealed record UsageRequest(string Query, int? ListId, int? Limit) : IValidated, IEndpointParameterMetadataProvider
{
    internal const int LongestQuery = 100;
    internal const int LargestLimit = 50;
    private const int DefaultLimit = 10;
    private const int NoList = -1;

    /// <summary>Whether a list was named.</summary>
    internal bool NamesList => ListId != NoList;

    public static ValueTask<UsageRequest?> BindAsync(HttpContext context)
    {
        var query = context.Request.Query;
        return ValueTask.FromResult<UsageRequest?>(new UsageRequest(
            query["query"].ToString().Trim(), QueryNumber.Read(query["list_id"], NoList), QueryNumber.Read(query["limit"], DefaultLimit)));
    }

    /// <summary>Has the document name the parameters.</summary>
    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder)
    {
        builder.Metadata.Add(RequestQuery.Text("query", $"What has been typed so far, at most {LongestQuery} characters."));
        builder.Metadata.Add(new RequestQuery("list_id", "The list that it is typed into; all of the caller's when left out."));
        builder.Metadata.Add(new RequestQuery("limit", $"How many at most, 1 to {LargestLimit}; {DefaultLimit} when left out."));
    }

    public void Validate(ValidationErrors errors)
    {
        errors.Optional("query", Query, LongestQuery);
        if (ListId is null)
        {
            errors.Add("list_id", "The id of a list is expected.");
        }

        if (Limit is null or < 1 or > LargestLimit)
        {
            errors.Add("limit", $"A number from 1 to {LargestLimit} is expected.");
        }
    }
}
