// The kernel's memory in AssemblyScript: each function of src/profile/kernel/memory.ts as an instruction.
export function memoryBytes(): i32 {
  return memory.size() << 16
}
export function growMemory(more: i32): void {
  if (memory.grow((more + 65535) >> 16) < 0) unreachable()
}
@inline export function f64At(at: i32): f64 {
  return load<f64>(at)
}
@inline export function putF64(at: i32, value: f64): void {
  store<f64>(at, value)
}
@inline export function i32At(at: i32): i32 {
  return load<i32>(at)
}
@inline export function putI32(at: i32, value: i32): void {
  store<i32>(at, value)
}
@inline export function copyWords(to: i32, from: i32, length: i32): void {
  memory.copy(to, from, length)
}
@inline export function toI32(value: f64): i32 {
  return <i32>value
}
@inline export function clearPair(at: i32): void {
  v128.store(at, f64x2.splat(0))
}
@inline export function copyPair(to: i32, from: i32): void {
  v128.store(to, v128.load(from))
}
@inline export function addPair(to: i32, from: i32, times: f64): void {
  v128.store(to, f64x2.add(v128.load(to), f64x2.mul(f64x2.splat(times), v128.load(from))))
}
@inline export function transferPair(to: i32, from: i32, bandwidth: f64, lead: f64): void {
  const words = v128.load(from)
  const cycles = f64x2.pmax(f64x2.ceil(f64x2.div(words, f64x2.splat(bandwidth))), f64x2.splat(1))
  v128.store(to, v128.and(f64x2.add(cycles, f64x2.splat(lead)), f64x2.ne(words, f64x2.splat(0))))
}
