using System.Text.Json.Serialization;
using FamilyCart.Api.Json;
using FamilyCart.Api.Validation;

namespace FamilyCart.Api.Items;

/// <summary>A partial update: a field that the body names is set, also to null; one that it leaves out stays as it is.</summary>
internal sealed record UpdateItemRequest : IValidated
{
    public string? Name
    {
        get;
        set => (field, HasName) = (value, true);
    }

    [JsonConverter(typeof(TextOrNumberConverter))]
    public string? Quantity
    {
        get;
        set => (field, HasQuantity) = (value, true);
    }

    public string? Comment
    {
        get;
        set => (field, HasComment) = (value, true);
    }

    public bool? IsCompleted { get; set; }

    [JsonIgnore]
    public bool HasName { get; private set; }

    [JsonIgnore]
    public bool HasQuantity { get; private set; }

    [JsonIgnore]
    public bool HasComment { get; private set; }

    public void Validate(ValidationErrors errors)
    {
        if (HasName)
        {
            errors.Required("name", Name, ItemLimits.Name);
        }

        errors.Optional("quantity", Quantity, ItemLimits.Quantity);
        errors.Optional("comment", Comment, ItemLimits.Comment, multiline: true);
    }
}
