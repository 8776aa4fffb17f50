// a key stands in the text
var text = 'Endpoint=sb://x;SharedAccessKey=abc'
@description('Length.')
output size int = length(text)
