using System.Reflection;
using FamilyCart.Api.Accounts;
using FamilyCart.Api.OpenApi;
using FamilyCart.Api.Validation;
using Microsoft.AspNetCore.Http.Metadata;

namespace FamilyCart.Api.Mail.Outbox;

/// <summary>The query parameters `to`, `limit` and `cursor`. Null stands for a number that cannot be read.</summary>
/// <param name="To">Only letters to this address; empty for all.</param>
/// <param name="Limit">The most letters.</param>
/// <param name="Cursor">Only letters older than the one of this id.</param>
internal sealed record OutboxQuery(string To, int? Limit, long? Cursor) : IValidated, IEndpointParameterMetadataProvider
{
    private const int LargestLimit = 100;
    private const int DefaultLimit = 20;

    public static ValueTask<OutboxQuery?> BindAsync(HttpContext context)
    {
        var query = context.Request.Query;
        return ValueTask.FromResult<OutboxQuery?>(new OutboxQuery(
            query["to"].ToString(), QueryNumber.Read(query["limit"], DefaultLimit), QueryNumber.Read(query["cursor"], long.MaxValue)));
    }

    /// <summary>Has the document name the parameters.</summary>
    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder)
    {
        builder.Metadata.Add(RequestQuery.Text("to", "Only letters to this address."));
        builder.Metadata.Add(new RequestQuery("limit", $"How many at most, 1 to {LargestLimit}; {DefaultLimit} when left out."));
        builder.Metadata.Add(new RequestQuery("cursor", "Only letters older than the one of this id."));
    }

    /// <summary>Without the address.</summary>
    public override string ToString() => nameof(OutboxQuery);

    public void Validate(ValidationErrors errors)
    {
        errors.Optional("to", To, EmailAddress.Limit);
        if (Limit is null or < 1 or > LargestLimit)
        {
            errors.Add("limit", $"A number from 1 to {LargestLimit} is expected.");
        }

        if (Cursor is null or < 1)
        {
            errors.Add("cursor", "The id of a letter is expected.");
        }
    }
}
