using FamilyCart.Api.Validation;

namespace FamilyCart.Api.Lists;

/// <summary>A partial update: a field that the body names is set, also to null; one that it leaves out stays as it is.</summary>
internal sealed record UpdateListRequest : IValidated
{
    private bool _namesName;

    public string? Name
    {
        get;
        set => (field, _namesName) = (value, true);
    }

    public string? Description
    {
        get;
        set => (field, NamesDescription) = (value, true);
    }

    internal bool NamesDescription { get; private set; }

    public void Validate(ValidationErrors errors)
    {
        if (_namesName)
        {
            errors.Required("name", Name, ListLimits.Name);
        }

        errors.Optional("description", Description, ListLimits.Description, multiline: true);
    }
}
