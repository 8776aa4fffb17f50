using GlusterDr.FunctionsHost.Protocol;
using Google.Protobuf;
using Microsoft.AspNetCore.Http;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace GlusterDr.FunctionsHost.Worker;

/// <summary>Converts values to and from the protocol with the worker.</summary>
internal static class TypedValues
{
    private static readonly JsonSerializerSettings s_datesStayText = new() { DateParseHandling = DateParseHandling.None };

    /// <summary>Converts a value for the worker.</summary>
    public static TypedData Write(object? value) => value switch
    {
        null => new TypedData(),
        string text => new TypedData { String = text },
        byte[] bytes => new TypedData { Bytes = ByteString.CopyFrom(bytes) },
        double number => new TypedData { Double = number },
        HttpContext => new TypedData { Http = new RpcHttp() },
        JToken json => new TypedData { Json = json.ToString(Formatting.None) },
        _ => new TypedData { Json = JsonConvert.SerializeObject(value) },
    };

    /// <summary>Converts a value from the worker.</summary>
    public static object? Read(TypedData? value) => value?.DataCase switch
    {
        TypedData.DataOneofCase.String => value.String,
        TypedData.DataOneofCase.Json => JsonConvert.DeserializeObject(value.Json, s_datesStayText),
        TypedData.DataOneofCase.Bytes => value.Bytes.ToByteArray(),
        TypedData.DataOneofCase.Stream => value.Stream.ToByteArray(),
        TypedData.DataOneofCase.Int => value.Int,
        TypedData.DataOneofCase.Double => value.Double,
        _ => null,
    };
}
