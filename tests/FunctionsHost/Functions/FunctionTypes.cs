using System.Reflection;
using System.Reflection.Emit;
using Microsoft.Azure.WebJobs;
using Microsoft.Azure.WebJobs.Description;
using Binder = Microsoft.Azure.WebJobs.Binder;

namespace GlusterDr.FunctionsHost.Functions;

/// <summary>
/// Emits a class with a method for each function, so that WebJobs finds them as functions of its own process: its indexer only uses the
/// triggers' attributes. The real Functions host does the same.
/// </summary>
internal sealed class FunctionTypes : ITypeLocator, IDisposable
{
    private static readonly MethodInfo s_invoke = typeof(FunctionCalls).GetMethod(nameof(FunctionCalls.InvokeAsync))!;

    private readonly List<string> _methods = [];
    private readonly Type _type;

    /// <summary>Emits the class.</summary>
    /// <param name="functions">The functions.</param>
    /// <param name="attributes">Gives the attribute of each trigger.</param>
    /// <param name="invoke">Called with a function and its arguments: the trigger's value, a binder, a cancellation token.</param>
    public FunctionTypes(
        IEnumerable<FunctionDefinition> functions,
        TriggerAttributes attributes,
        Func<FunctionDefinition, object?[], Task<object?>> invoke)
    {
        string host = $"host{Guid.NewGuid():N}";
        TypeBuilder type = AssemblyBuilder.DefineDynamicAssembly(new AssemblyName(host), AssemblyBuilderAccess.RunAndCollect)
            .DefineDynamicModule(host)
            .DefineType("Functions", TypeAttributes.Public | TypeAttributes.Abstract | TypeAttributes.Sealed);
        foreach (FunctionDefinition function in functions)
        {
            string method = $"{host}/{function.Name}";
            FunctionCalls.Add(method, arguments => invoke(function, arguments));
            _methods.Add(method);
            Define(type, function, attributes.Of(function), method);
        }

        _type = type.CreateType();
    }

    /// <inheritdoc/>
    public IReadOnlyList<Type> GetTypes() => [_type];

    /// <inheritdoc/>
    public void Dispose() => _methods.ForEach(FunctionCalls.Remove);

    private static void Define(TypeBuilder type, FunctionDefinition function, TriggerAttribute trigger, string key)
    {
        Type returns = TakesReturnValue(trigger.Type) ? typeof(Task<object>) : typeof(Task);
        Type[] parameters = [trigger.ValueType, typeof(Binder), typeof(CancellationToken)];
        MethodBuilder method = type.DefineMethod(function.Name, MethodAttributes.Public | MethodAttributes.Static, returns, parameters);
        CustomAttributeBuilder attribute = trigger.Build();
        if (trigger.IsOnMethod)
        {
            method.SetCustomAttribute(attribute);
            method.DefineParameter(1, ParameterAttributes.None, function.Trigger.Name);
        }
        else
        {
            method.DefineParameter(1, ParameterAttributes.None, function.Trigger.Name).SetCustomAttribute(attribute);
        }

        method.DefineParameter(2, ParameterAttributes.None, "_binder");
        method.DefineParameter(3, ParameterAttributes.None, "_cancellation");
        Write(method.GetILGenerator(), key, parameters);
    }

    // Only a trigger that accepts a return value may get one. The property is not meant for functions; the real Functions host reads it too.
#pragma warning disable CS0618
    private static bool TakesReturnValue(Type trigger) => trigger.GetCustomAttribute<BindingAttribute>()?.TriggerHandlesReturnValue == true;
#pragma warning restore CS0618

    // return FunctionCalls.InvokeAsync(key, new object[] { each argument });
    private static void Write(ILGenerator code, string key, Type[] parameters)
    {
        code.Emit(OpCodes.Ldstr, key);
        code.Emit(OpCodes.Ldc_I4, parameters.Length);
        code.Emit(OpCodes.Newarr, typeof(object));
        for (int i = 0; i < parameters.Length; i++)
        {
            code.Emit(OpCodes.Dup);
            code.Emit(OpCodes.Ldc_I4, i);
            code.Emit(OpCodes.Ldarg, i);
            if (parameters[i].IsValueType)
            {
                code.Emit(OpCodes.Box, parameters[i]);
            }

            code.Emit(OpCodes.Stelem_Ref);
        }

        code.Emit(OpCodes.Call, s_invoke);
        code.Emit(OpCodes.Ret);
    }
}
