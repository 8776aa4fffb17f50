// output shown gives a secret away: it shows the secure parameter word
@description('A secret.')
@secure()
param word string
@description('Given away inside a string.')
output shown string = 'x-${word}'
