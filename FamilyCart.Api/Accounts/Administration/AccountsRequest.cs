using System.Reflection;
using FamilyCart.Api.OpenApi;
using FamilyCart.Api.Validation;
using Microsoft.AspNetCore.Http.Metadata;

namespace FamilyCart.Api.Accounts.Administration;

/// <summary>The query parameters `limit` and `cursor`. Null stands for what cannot be read.</summary>
/// <param name="Limit">The most accounts.</param>
/// <param name="After">The last account of the page before; of no account for the first page.</param>
internal sealed record AccountsRequest(int? Limit, Guid? After) : IValidated, IEndpointParameterMetadataProvider
{
    private const int DefaultLimit = 50;
    private const int LargestLimit = 100;

    public static ValueTask<AccountsRequest?> BindAsync(HttpContext context)
    {
        var query = context.Request.Query;
        var cursor = query["cursor"].ToString();
        return ValueTask.FromResult<AccountsRequest?>(new AccountsRequest(
            QueryNumber.Read(query["limit"], DefaultLimit), cursor.Length == 0 ? Guid.Empty : Guid.TryParse(cursor, out var after) ? after : null));
    }

    /// <summary>Has the document name the parameters.</summary>
    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder)
    {
        builder.Metadata.Add(new RequestQuery("limit", $"How many at most, 1 to {LargestLimit}; {DefaultLimit} when left out."));
        builder.Metadata.Add(RequestQuery.Text("cursor", "`next_cursor` of the page before."));
    }

    public void Validate(ValidationErrors errors)
    {
        if (Limit is null or < 1 or > LargestLimit)
        {
            errors.Add("limit", $"A number from 1 to {LargestLimit} is expected.");
        }

        if (After is null)
        {
            errors.Add("cursor", "The `next_cursor` of a page is expected.");
        }
    }
}
