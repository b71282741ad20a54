using System.Text.Json.Serialization;

namespace FamilyCart.RunnerManager.Hosts;

[JsonSerializable(typeof(KeptRegistration))]
internal sealed partial class KeptRegistrationJson : JsonSerializerContext;
