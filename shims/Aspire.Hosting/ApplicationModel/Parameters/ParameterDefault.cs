namespace Aspire.Hosting.ApplicationModel;

/// <summary>Where a parameter's value comes from if none is configured.</summary>
public abstract class ParameterDefault
{
    public abstract string GetDefaultValue();
}

internal sealed class ConstantParameterDefault(Func<string> getter) : ParameterDefault
{
    public override string GetDefaultValue() => getter();
}
